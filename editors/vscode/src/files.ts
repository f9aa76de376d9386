// Which open files are files of shots: those that the setting `promptkit.files` names; of Python, those with a mark.

import * as vscode from "vscode";

const MARK = /#[ \t]*promptkit:[ \t]*prompt(?![\w-])/;

export function selector(): { scheme: string; pattern: string }[] {
  const globs = vscode.workspace.getConfiguration("promptkit").get<string[]>("files", []);
  return globs.map((pattern) => ({ scheme: "file", pattern }));
}

export function isShotFile(document: vscode.TextDocument): boolean {
  const isNamed = vscode.languages.match(selector(), document) > 0;
  return isNamed && (!/\.py$/i.test(document.fileName) || MARK.test(document.getText()));
}

export function settingsWatcher(): vscode.FileSystemWatcher {
  // Settings, what they build on, own rules and baselines may have any name: the server looks whether it read the file.
  return vscode.workspace.createFileSystemWatcher("**/*.{toml,yaml,yml,json}");
}
