import { expect, it } from "vitest";
import { projectAndIdentifier } from "./unitFacts";

it("names the project and the identifier", () => {
  expect(projectAndIdentifier({ project: "MLflow", identifier: "GHSA-1" })).toEqual(["MLflow", "GHSA-1"]);
  expect(projectAndIdentifier({ project: null, identifier: "GHSA-1" })).toEqual(["GHSA-1"]);
  expect(projectAndIdentifier({ project: "MLflow", identifier: "" })).toEqual(["MLflow"]);
});

it("says a project once whose identifier is its name", () => {
  expect(projectAndIdentifier({ project: "Alpha", identifier: "alpha" })).toEqual(["Alpha"]);
  expect(projectAndIdentifier({ project: "ClearML Server", identifier: "clearml-server" })).toEqual([
    "ClearML Server",
    "clearml-server",
  ]);
});
