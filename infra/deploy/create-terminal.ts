/**
 * Asks questions on the terminal, one at a time; also reads a pipe, whose lines all arrive at once.
 */
import { createInterface } from 'node:readline';
import { Stop } from './stop.ts';

export interface Terminal {
  /** Returns what was typed, trimmed. Throws Stop when the input has ended. */
  ask(question: string, suggestion: string): Promise<string>;
  close(): void;
}

/** Opens the input at the first question. */
export function createTerminal(input: NodeJS.ReadableStream, print: (text: string) => void): Terminal {
  const open = () => {
    const reader = createInterface({ input });
    return { reader, lines: reader[Symbol.asyncIterator]() };
  };
  let opened: ReturnType<typeof open> | undefined;
  return {
    async ask(question, suggestion) {
      opened ??= open();
      print(`${question}${suggestion ? ` [${suggestion}]` : ''}: `);
      const { done, value } = await opened.lines.next();
      if (done) throw new Stop('Nobody answered: run it in a terminal, or with --unattended.');
      return value.trim();
    },
    close: () => opened?.reader.close(),
  };
}
