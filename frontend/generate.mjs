/** Writes src/api/schema.d.ts from src/api/openapi.json. */
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const blob = ts.factory.createTypeReferenceNode("Blob");
const optional = ts.factory.createToken(ts.SyntaxKind.QuestionToken);

/** A field with a default is always in a response, but may be left out of a request. */
function transformProperty(property, { default: byDefault }, { path }) {
  if (byDefault === undefined || !/schemas\/\w+Request\//.test(path)) return undefined;
  return ts.factory.updatePropertySignature(
    property,
    property.modifiers,
    property.name,
    optional,
    property.type,
  );
}

const schema = JSON.parse(readFileSync("src/api/openapi.json", "utf8"));
const types = await openapiTS(schema, {
  transform: ({ format }) => (format === "binary" ? blob : undefined),
  transformProperty,
});
const header = "/** Generated from openapi.json by `make schema`. Do not edit. */\n\n";
writeFileSync("src/api/schema.d.ts", header + astToString(types));
