/**
 * Stands in for the Azure CLI in a process of its own.
 */
import process from 'node:process';
import { answer } from './answer.mjs';

const { code, output, errors } = answer(process.argv.slice(2), process.env);
process.stdout.write(output);
process.stderr.write(errors);
process.exitCode = code;
