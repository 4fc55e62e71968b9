// The page's modules and styles as few small files, each named by its content: one script with what is needed at once or by
// several views, and one for what a single view needs, which `import()` asks for.
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";

const [SCRIPT, STYLE] = ["app.js", "styles.css"];

const OPTIONS = {
  entryPoints: [SCRIPT, STYLE], bundle: true, splitting: true, format: "esm", target: "esnext", minify: true, charset: "utf8",
  outdir: ".", entryNames: "assets/[name]-[hash]", chunkNames: "assets/[name]-[hash]", assetNames: "assets/[name]-[hash]",
  banner: { js: "/* Licences: /vendor/LICENSES.txt */" }, write: false, metafile: true,
  // Else the settings of whatever folder the page lies in would count.
  tsconfigRaw: "{}",
};

/**
 * What becomes of the folder `source`: the contents of its `files` by name, which of them are the `script` and the `style`,
 * and the paths of the `sources` that went into them. The views import the script, which so must not await one at its top.
 */
export async function bundlePage(source) {
  // Not at the top of the file: this is imported by scripts that are about to install the package.
  const { build, stop } = await import("esbuild");
  const options = { ...OPTIONS, absWorkingDir: source };
  try {
    const { metafile: { inputs } } = await build(options);
    return described(source, await build({ ...options, plugins: [oneScript(source, inputs)] }));
  } finally {
    await stop();
  }
}

/**
 * esbuild makes a file for each set of views that have a module in common, and each is a request more. If all views import
 * the script, and the script imports what several of them have in common, there is one such set.
 */
function oneScript(source, inputs) {
  const views = lazyModules(inputs);
  const more = new Map([...views.map((view) => [resolve(source, view), [SCRIPT]]), [resolve(source, SCRIPT), common(inputs, views)]]);
  const imports = (path) => (more.get(path) ?? []).map((name) => `\nimport ${JSON.stringify(resolve(source, name))};`);
  const load = ({ path }) => ({ contents: readFileSync(path, "utf8") + imports(path).join("") });
  return { name: "one-script", setup: ({ onLoad }) => onLoad({ filter: /\.js$/ }, load) };
}

function lazyModules(inputs) {
  const imports = Object.values(inputs).flatMap((input) => input.imports);
  return [...new Set(imports.filter(({ kind, external }) => kind === "dynamic-import" && !external).map(({ path }) => path))];
}

/** What more than one of the views needs and the script does not. */
function common(inputs, views) {
  const [script, ...closures] = [SCRIPT, ...views].map((path) => closure(inputs, path));
  return Object.keys(inputs).filter((path) => !script.has(path) && closures.filter((needed) => needed.has(path)).length > 1);
}

/** What is there when a module runs, itself included. */
function closure(inputs, path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const { kind, external, path: imported } of inputs[path].imports) {
    if (kind === "import-statement" && !external) closure(inputs, imported, found);
  }
  return found;
}

function described(source, { outputFiles, metafile: { inputs, outputs } }) {
  const withSource = (path) => Object.keys(outputs).find((name) => outputs[name].inputs[path]);
  const [script, style] = [SCRIPT, STYLE].map(withSource);
  // With views there is one more, which does nothing but import the script.
  const isNeeded = (name) => outputs[name].entryPoint !== SCRIPT || name === script;
  const files = outputFiles.map(({ path, contents }) => [relative(source, path), contents]).filter(([name]) => isNeeded(name));
  return { script, style, files: new Map(files), sources: Object.keys(inputs) };
}
