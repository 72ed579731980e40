/** Workflow commands: lines on stdout that GitHub Actions makes annotations of. */
import { visible } from '../text.ts';

export interface CommandProperties {
  title?: string;
  file?: string;
  line?: number;
  endLine?: number;
  col?: number;
  endColumn?: number;
}

/** One command as a line with its end. Whatever is in the texts, it stays one command. */
export function workflowCommand(name: string, properties: CommandProperties, message: string): string {
  const given = Object.entries(properties)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
  return `::${name}${given.length > 0 ? ` ${given.join(',')}` : ''}::${escapedData(message)}\n`;
}

/** The text with nothing in it that is read as a command, neither `::error::` nor the older `##[error]`. */
export function withoutCommands(text: string, token: string): string {
  return text === '' ? '' : `::stop-commands::${token}\n${text.replace(/(?<!\n)$/, '\n')}::${token}::\n`;
}

function escapedData(text: string): string {
  return visible(text.toWellFormed()).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
