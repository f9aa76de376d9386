// Puts a real VS Code, as code-server carries it, into test/node_modules: npm packages alone, their native parts compiled here.

import { execFileSync } from "node:child_process";
import { existsSync, rmSync, symlinkSync } from "node:fs";
import * as path from "node:path";

const here = import.meta.dirname;
const code = path.join(here, "node_modules/code-server/lib/vscode");
const prefix = path.dirname(path.dirname(process.execPath));
const headers = existsSync(path.join(prefix, "include/node/node.h")) ? { npm_config_nodedir: prefix } : {};

function npm(folder, ...args) {
  const env = { ...process.env, npm_config_yes: "true", npm_config_build_from_source: "true", ...headers };
  execFileSync("npm", [...args, "--no-audit", "--no-fund"], { cwd: folder, env, stdio: "inherit" });
}

npm(here, "ci", "--ignore-scripts");
npm(here, "rebuild", "argon2");
npm(code, "install", "--ignore-scripts", "--omit=dev");
npm(code, "rebuild", "@vscode/spdlog", "native-watchdog", "node-pty");
rmSync(path.join(code, "node_modules.asar"), { recursive: true, force: true });
symlinkSync("node_modules", path.join(code, "node_modules.asar"));
