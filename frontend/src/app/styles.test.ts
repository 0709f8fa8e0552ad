/// <reference types="node" />
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";

const CORE = "node_modules/@mantine/core";
const GLOBAL = ["baseline", "default-css-variables", "global"];

/** Names that a file imports from Mantine's core. */
function imported(source: string): string[] {
  const blocks = source.matchAll(/import\s*\{([^}]*)\}\s*from\s*"@mantine\/core"/g);
  return [...blocks].flatMap(([, names = ""]) =>
    names.split(",").map((name) => name.trim().split(" ")[0] ?? ""),
  );
}

function read(folder: string, suffix: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => suffix.test(name) && !/\.test\./.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

/** The module files that these components load, their own and those of the components inside them. */
function loadedBy(components: string[]): string[] {
  const index = readFileSync(join(CORE, "esm/index.mjs"), "utf8");
  const pending = [...index.matchAll(/import \{([^}]*)\} from "(\.[^"]*)"/g)]
    .filter(([, names = ""]) => names.split(",").some((name) => components.includes(name.trim())))
    .map(([, , path = ""]) => resolve(CORE, "esm", path));
  const seen = new Set(pending);
  for (const file of pending) {
    for (const [, path = ""] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]*)"/g)) {
      const next = resolve(dirname(file), path);
      if (!seen.has(next)) {
        seen.add(next);
        pending.push(next);
      }
    }
  }
  return pending.filter((file) => file.endsWith(".module.mjs"));
}

/** The style sheets with a class of one of these modules, in the order of Mantine's complete one. */
function styleSheets(modules: string[]): string[] {
  const whole = readFileSync(join(CORE, "styles.css"), "utf8");
  const classes = new Set(
    modules.flatMap((file) => readFileSync(file, "utf8").match(/\bm_[0-9a-f]+\b/g) ?? []),
  );
  return readdirSync(join(CORE, "styles"))
    .filter((name) => name.endsWith(".css") && !name.endsWith(".layer.css"))
    .map((name) => ({
      name: name.replace(".css", ""),
      own: readFileSync(join(CORE, "styles", name), "utf8").match(/\.(m_[0-9a-f]+)\b/g) ?? [],
    }))
    .filter(({ name, own }) => !GLOBAL.includes(name) && own.some((rule) => classes.has(rule.slice(1))))
    .sort((a, b) => whole.indexOf(a.own[0] ?? "") - whole.indexOf(b.own[0] ?? ""))
    .map(({ name }) => name);
}

it("has the style sheets of exactly the components in use, in the order of Mantine's", () => {
  const sources = [...read("src", /\.tsx?$/), ...read("node_modules/@mantine/spotlight/esm", /\.mjs$/)];
  const needed = styleSheets(loadedBy(sources.flatMap(imported)));
  const present = [
    ...readFileSync("src/app/styles.ts", "utf8").matchAll(/"@mantine\/core\/styles\/(.*)\.css"/g),
  ].map(([, name]) => name);
  expect(present).toEqual([...GLOBAL, ...needed]);
});
