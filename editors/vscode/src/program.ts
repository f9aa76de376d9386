// How promptkit is started here: what the setting says, or the first that answers of PATH, Python interpreter and `.venv`.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

const PATIENCE_MS = 30_000;
const PYTHON_EXTENSION = "ms-python.python";
const WINDOWS = process.platform === "win32";

export interface Program {
  command: string;
  args: string[];
}

/** No promptkit; the message says what was tried and what to do. */
export class Missing extends Error {}

/** `heed` is given the Python extension's interpreters, if these are asked. */
export async function findProgram(heed: (environments: Environments) => void): Promise<Program> {
  const told = vscode.workspace.getConfiguration("promptkit").get<string>("path", "").trim();
  if (told) {
    const program = named(expanded(told));
    const why = await refusal(program);
    if (why) {
      throw new Missing(
        `The setting promptkit.path names "${told}", which is no promptkit: ${why}. ` +
          "Correct it, or empty it so that promptkit is looked for.",
      );
    }
    return program;
  }
  const tried: string[] = [];
  for await (const [where, program] of candidates(heed)) {
    const why = typeof program === "string" ? program : await refusal(program);
    if (typeof program !== "string" && !why) {
      return program;
    }
    tried.push(`${where} (${why})`);
  }
  throw new Missing(
    `promptkit is not to be found. Tried: ${tried.join("; ")}. ` +
      'Install it, with its extra "lsp", into the Python of this workspace, as the page of this extension shows; ' +
      "or say where it is in the setting promptkit.path.",
  );
}

export function folder(): string | undefined {
  return vscode.workspace.workspaceFolders?.find((each) => each.uri.scheme === "file")?.uri.fsPath;
}

/** Where promptkit may be; or why that place cannot be asked. The Python extension is started only if PATH has none. */
async function* candidates(heed: (environments: Environments) => void): AsyncGenerator<[string, Program | string]> {
  yield ["promptkit on PATH", { command: "promptkit", args: [] }];
  let interpreter: string | undefined;
  try {
    interpreter = await selectedInterpreter(heed);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    yield ["the Python extension's interpreter", `it does not say which: ${why}; select one with "Python: Select Interpreter"`];
  }
  if (interpreter) {
    yield [`${interpreter} -m promptkit`, asModule(interpreter)];
  }
  for (const root of vscode.workspace.workspaceFolders ?? []) {
    const python = path.join(root.uri.fsPath, ".venv", WINDOWS ? "Scripts/python.exe" : "bin/python");
    if (existsSync(python) && python !== interpreter) {
      yield [`${python} -m promptkit`, asModule(python)];
    }
  }
}

async function selectedInterpreter(heed: (environments: Environments) => void): Promise<string | undefined> {
  const where = vscode.workspace.workspaceFolders?.[0]?.uri;
  const environments = (await pythonExtension())?.environments;
  if (environments) {
    heed(environments);
    const resolved = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(where));
    const executable: string | undefined = resolved?.executable?.uri?.fsPath;
    if (executable) {
      return executable;
    }
  }
  const told = vscode.workspace.getConfiguration("python", where).get<string>("defaultInterpreterPath");
  return told && told !== "python" ? expanded(told) : undefined;
}

// Only what is used here of the extension's interface, which has no package of its own that we would have to ship.
interface Environments {
  getActiveEnvironmentPath(where?: vscode.Uri): { id: string; path: string };
  resolveEnvironment(which: object): Promise<{ executable?: { uri?: vscode.Uri } } | undefined>;
  onDidChangeActiveEnvironmentPath?(then: () => void): vscode.Disposable;
}

interface PythonApi {
  environments?: Environments;
}

async function pythonExtension(): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>(PYTHON_EXTENSION);
  return extension?.isActive ? extension.exports : await extension?.activate();
}

function named(command: string): Program {
  return /^python[\d.]*(\.exe)?$/i.test(path.basename(command)) ? asModule(command) : { command, args: [] };
}

function asModule(python: string): Program {
  return { command: python, args: ["-m", "promptkit"] };
}

function expanded(text: string): string {
  return text.replace(/^~(?=[/\\]|$)/, homedir()).replaceAll("${workspaceFolder}", folder() ?? "");
}

/** Why a program is not promptkit; undefined when it is. */
function refusal(program: Program): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      program.command,
      [...program.args, "--version"],
      { cwd: folder(), timeout: PATIENCE_MS, windowsHide: true },
      (error, stdout, stderr) => {
        if (!error) {
          resolve(/^promptkit, version /.test(stdout) ? undefined : "it answers as another program");
        } else if (error.code === "ENOENT") {
          resolve("no such program");
        } else {
          resolve(stderr.trim().split("\n").pop() || error.message);
        }
      },
    );
  });
}
