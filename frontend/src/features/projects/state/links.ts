/** Addresses of repositories, and hashes of commits. */

/** The address as a link; null if it is not one that a browser opens. */
export function repositoryLink(address: string): string | null {
  const url = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  return address && URL.canParse(url) ? url : null;
}

/** "3f2a91c0b7d4", enough of a hash to recognise it. */
export const shortCommit = (commit: string): string => commit.slice(0, 12);
