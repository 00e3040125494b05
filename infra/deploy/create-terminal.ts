/**
 * Questions on the terminal, one after the other; also from a pipe, whose lines all arrive at once.
 */
import { createInterface } from 'node:readline';
import { Stop } from './stop.ts';

export interface Terminal {
  /** Answers what was typed, without blanks around it. Throws Stop when nobody can answer any more. */
  ask(question: string, suggestion: string): Promise<string>;
  close(): void;
}

/** Listens from the first question on. */
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
