/** The page to open after signing in. Only pages of this site are allowed. */
export function returnPath(next: string | null): string {
  if (!next) return "/";
  const url = new URL(next, window.location.origin);
  return url.origin === window.location.origin && next.startsWith("/") ? url.pathname + url.search : "/";
}
