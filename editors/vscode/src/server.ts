// The server's life: started with the first file of shots, started again when settings change, and when it cannot be
// started, one message with the remedy.

import { type ChildProcess, spawn } from "node:child_process";
import * as vscode from "vscode";
import {
  CloseAction,
  type ErrorHandler,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
  Trace,
} from "vscode-languageclient/node";

import { selector, settingsWatcher } from "./files";
import { findProgram, folder, Missing, type Program } from "./program";

const RESTARTS = 3;
const RESTARTS_WITHIN_MS = 180_000;
const KEPT_CHARACTERS = 4000;

export class Server implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("promptkit", { log: true });
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();
  private wanted = false;
  private watcher: vscode.FileSystemWatcher | undefined;
  private interpreter: vscode.Disposable | undefined;

  /** The client, when the server answers. */
  get running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  /** Start unless it was started, or could not be, before. */
  start(): Promise<void> {
    return this.wanted ? this.turn : this.restart();
  }

  /** Starts and stops wait for each other. */
  restart(): Promise<void> {
    this.wanted = true;
    this.turn = this.turn.then(() => this.stop()).then(() => this.begin());
    return this.turn;
  }

  /** After a change of settings: nothing, as long as no file of shots was open. */
  async restartIfWanted(): Promise<void> {
    if (this.wanted) {
      await this.restart();
    }
  }

  async setTrace(): Promise<void> {
    await this.running?.setTrace(Trace.fromString(vscode.workspace.getConfiguration("promptkit").get("trace", "off")));
  }

  dispose(): Thenable<void> {
    this.turn = this.turn.then(() => this.stop());
    this.interpreter?.dispose();
    return this.turn.finally(() => this.output.dispose());
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.watcher?.dispose();
    this.watcher = undefined;
    if (client) {
      await client.dispose().catch((error) => this.output.warn(`the server did not stop in peace: ${error}`));
    }
  }

  private async begin(): Promise<void> {
    let said = "";
    const hear = (text: string) => {
      said = (said + text).slice(-KEPT_CHARACTERS);
    };
    try {
      const program = await findProgram((python) => {
        this.interpreter ??= python.onDidChangeActiveEnvironmentPath?.(() => void this.restartIfWanted());
      });
      this.output.info(`starting: ${[program.command, ...program.args, "lsp"].join(" ")}`);
      const watcher = (this.watcher = settingsWatcher());
      const client: LanguageClient = new LanguageClient("promptkit", "promptkit", () => run(program, hear), {
        documentSelector: selector(),
        outputChannel: this.output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        synchronize: { fileEvents: watcher },
        initializationFailedHandler: () => false,
        errorHandler: patience(() => this.client === client && client.state !== State.Starting),
      } satisfies LanguageClientOptions);
      this.client = client;
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) {
          void this.setTrace();
        }
      });
      await client.start();
    } catch (error) {
      this.client = undefined;
      this.output.error(String(error));
      void this.tell(error instanceof Missing ? error.message : notStarted(said, error));
    }
  }

  private async tell(message: string): Promise<void> {
    const chosen = await vscode.window.showErrorMessage(message, "Try Again", "Open Settings", "Show Output");
    if (chosen === "Try Again") {
      await this.restart();
    } else if (chosen === "Open Settings") {
      await vscode.commands.executeCommand("workbench.action.openSettings", "promptkit.path");
    } else if (chosen === "Show Output") {
      this.output.show();
    }
  }
}

function run(program: Program, hear: (text: string) => void): Promise<ChildProcess> {
  const child = spawn(program.command, [...program.args, "lsp"], { cwd: folder(), windowsHide: true });
  child.stderr.setEncoding("utf8").on("data", hear);
  return new Promise((resolve, reject) => {
    child.once("spawn", () => resolve(child)).once("error", reject);
  });
}

function notStarted(said: string, error: unknown): string {
  const reason = said.trim().split("\n").pop() || (error instanceof Error ? error.message : String(error));
  return `promptkit's language server does not start: ${reason.replace(/^error: /i, "")}`;
}

/** A server that dies is started again, a few times; one that never answered is not: `begin` says why. */
function patience(hasAnswered: () => boolean): ErrorHandler {
  let deaths: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      if (!hasAnswered()) {
        return { action: CloseAction.DoNotRestart, handled: true };
      }
      deaths = [...deaths.filter((time) => time > Date.now() - RESTARTS_WITHIN_MS), Date.now()];
      return deaths.length <= RESTARTS
        ? { action: CloseAction.Restart }
        : {
            action: CloseAction.DoNotRestart,
            message: `promptkit's language server stopped ${deaths.length} times in three minutes; its output says why. "promptkit: Restart the Server" tries again.`,
          };
    },
  };
}
