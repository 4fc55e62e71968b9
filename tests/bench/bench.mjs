// npm run bench: Greenlight beside its peers, on the same machine with the same jobs. Options: see compare.mjs.
import { build } from "../../scripts/build.mjs";
import { run } from "../../scripts/command.mjs";
import { entry } from "../../scripts/program.mjs";
import { inProject } from "../../scripts/project.mjs";
import { setUp } from "../../scripts/setup.mjs";
import { installPython } from "./python.mjs";

entry(import.meta.url, async () => {
  await setUp();
  await installPython();
  await build();
  // In the node that set-up has installed, and with its packages.
  await run("node", [inProject("tests", "bench", "compare.mjs"), ...process.argv.slice(2)], { otherwise: "Nothing was compared; the messages above say why." });
});
