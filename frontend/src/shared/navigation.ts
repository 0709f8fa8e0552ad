/** The page to go back to after signing in: only ever a page of this site. */
export function returnPath(next: string | null): string {
  if (!next) return "/";
  const url = new URL(next, window.location.origin);
  return url.origin === window.location.origin && next.startsWith("/") ? url.pathname + url.search : "/";
}
