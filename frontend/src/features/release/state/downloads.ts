import { address } from "../../../api/client";

type FigureName = "activities" | "consequences" | "severity" | "severity_by_consequence";
/** Where the archive, files and figures of one release can be loaded. */
export interface Downloads {
  archive: string;
  file: (path: string) => string;
  figure: (figure: FigureName) => string;
}

export const downloadsOf = (study: string, number: number): Downloads => ({
  archive: address("/studies/{study}/releases/{number}/archive/", { path: { study, number } }),
  file: (path) =>
    address("/studies/{study}/releases/{number}/files/{path}/", { path: { study, number, path } }),
  figure: (figure) =>
    address("/studies/{study}/releases/{number}/figures/{figure}.svg", { path: { study, number, figure } }),
});

export const publicDownloadsOf = (study: string, number: number): Downloads => ({
  archive: address("/public/{study}/releases/{number}/archive/", { path: { study, number } }),
  file: (path) =>
    address("/public/{study}/releases/{number}/files/{path}/", { path: { study, number, path } }),
  figure: (figure) =>
    address("/public/{study}/releases/{number}/figures/{figure}.svg", { path: { study, number, figure } }),
});
