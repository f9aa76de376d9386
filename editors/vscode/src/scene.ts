// What moves and why, marked in the text of the shot that the cursor is in.

import * as vscode from "vscode";
import type { Range } from "vscode-languageclient/node";

import { isShotFile } from "./files";
import type { Server } from "./server";

const ROLES = ["subject", "environment", "secondary", "camera"] as const;
const PAUSE_MS = 120;

interface Mark {
  range: Range;
  role: (typeof ROLES)[number];
  part: "what" | "motion" | "cause";
  note: string;
}

interface Scene {
  id: string;
  summary: string;
  markdown: string;
  marks: Mark[];
}

export class SceneMarks implements vscode.Disposable {
  private readonly kinds = new Map(
    ROLES.flatMap((role) => [
      [`${role} what`, vscode.window.createTextEditorDecorationType({ ...filled(role), fontWeight: "bold" })],
      [`${role} motion`, vscode.window.createTextEditorDecorationType(filled(role))],
      [`${role} cause`, vscode.window.createTextEditorDecorationType(underlined(role))],
    ]),
  );
  private readonly words = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor("editorCodeLens.foreground"), margin: "0 0 0 2em" },
  });
  private readonly kept: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private shown = false;
  private draws = 0;

  constructor(private readonly server: Server) {
    const soon = () => this.soon();
    this.kept = [
      vscode.window.onDidChangeTextEditorSelection(soon),
      vscode.window.onDidChangeActiveTextEditor(soon),
      vscode.workspace.onDidChangeTextDocument(soon),
    ];
  }

  /** Show the scene of the shot at the cursor, and of those that it comes to; or no more. */
  async toggle(): Promise<void> {
    this.shown = !this.shown;
    const scene = await this.draw();
    if (scene === null && this.shown) {
      this.shown = false;
      if (!this.server.running) {
        return; // it was said why
      }
      void vscode.window.showInformationMessage("promptkit: the cursor is in no prompt; put it into one.");
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const each of [...this.kept, ...this.kinds.values(), this.words]) {
      each.dispose();
    }
  }

  private soon(): void {
    if (this.shown) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.draw(), PAUSE_MS);
    }
  }

  /** The scene that is marked now, null where none is; undefined when the user was faster than the answer. */
  private async draw(): Promise<Scene | null | undefined> {
    const draw = ++this.draws;
    const editor = vscode.window.activeTextEditor;
    if (this.shown && (!editor || !isShotFile(editor.document))) {
      return null; // the marks stay where they are: the cursor may only be in the output
    }
    const version = editor?.document.version;
    const scene = this.shown && editor ? await this.ask(editor) : null;
    if (draw !== this.draws) {
      return undefined;
    }
    for (const each of vscode.window.visibleTextEditors) {
      if (each !== editor) {
        this.mark(each, null);
      }
    }
    if (editor && editor.document.version === version) {
      this.mark(editor, scene);
    }
    return scene;
  }

  private async ask(editor: vscode.TextEditor): Promise<Scene | null> {
    await this.server.start();
    const client = this.server.running;
    if (!client) {
      return null;
    }
    const { line, character } = editor.selection.active;
    return client.sendRequest<Scene | null>("promptkit/scene", {
      textDocument: { uri: client.code2ProtocolConverter.asUri(editor.document.uri) },
      position: { line, character },
    });
  }

  private mark(editor: vscode.TextEditor, scene: Scene | null): void {
    const marks = (scene?.marks ?? []).map(({ range, ...mark }) => ({ ...mark, range: rangeOf(range) }));
    for (const [kind, decoration] of this.kinds) {
      const mine = marks.filter((mark) => `${mark.role} ${mark.part}` === kind);
      editor.setDecorations(decoration, mine.map(({ range, note }) => ({ range, hoverMessage: note })));
    }
    const line = editor.document.lineAt(marks.at(-1)?.range.end ?? editor.selection.active);
    const after = { contentText: scene?.summary ?? "" };
    editor.setDecorations(this.words, scene ? [{ range: line.range, renderOptions: { after } }] : []);
  }
}

function rangeOf({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function filled(role: string): vscode.DecorationRenderOptions {
  return { backgroundColor: new vscode.ThemeColor(`promptkit.${role}`), borderRadius: "3px" };
}

function underlined(role: string): vscode.DecorationRenderOptions {
  return { borderColor: new vscode.ThemeColor(`promptkit.${role}`), borderStyle: "solid", borderWidth: "0 0 2px 0" };
}
