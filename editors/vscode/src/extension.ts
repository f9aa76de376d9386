// promptkit in VS Code: a client of `promptkit lsp`, three commands, and marks for what moves.

import * as vscode from "vscode";

import { isShotFile } from "./files";
import { SceneMarks } from "./scene";
import { Server } from "./server";

const FIX_ALL = "source.fixAll.promptkit";

export function activate(context: vscode.ExtensionContext): void {
  const server = new Server();
  const look = () => lookAtOpenFiles(server);
  const marks = new SceneMarks(server);
  const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(`promptkit.${name}`, run);
  context.subscriptions.push(
    server,
    marks,
    command("fixAll", () => fixAll(server)),
    command("showScene", () => marks.toggle()),
    command("restart", () => server.restart()),
    command("showOutput", () => server.output.show()),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidSaveTextDocument(look), // Python may have a mark now
    vscode.window.onDidChangeActiveTextEditor(look),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("promptkit.path") || change.affectsConfiguration("promptkit.files")) {
        await server.restartIfWanted();
        look();
      } else if (change.affectsConfiguration("promptkit.trace")) {
        await server.setTrace();
      }
    }),
  );
  look();
}

function lookAtOpenFiles(server: Server): void {
  const editor = vscode.window.activeTextEditor;
  void vscode.commands.executeCommand("setContext", "promptkit.isShotFile", !!editor && isShotFile(editor.document));
  if (vscode.workspace.textDocuments.some(isShotFile)) {
    void server.start();
  }
}

async function fixAll(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isShotFile(editor.document)) {
    void vscode.window.showInformationMessage("promptkit: open a file of shots first (setting promptkit.files).");
    return;
  }
  await server.start();
  if (!server.running) {
    return; // it was said why
  }
  const { document } = editor;
  const whole = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider", document.uri, whole, FIX_ALL,
  );
  const edit = actions.find((action) => action.kind?.value === FIX_ALL)?.edit;
  if (!edit) {
    void vscode.window.showInformationMessage("promptkit: there is nothing here that a safe fix mends.");
  } else if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage("promptkit: the file changed meanwhile; nothing was fixed. Try again.");
  }
}
