/**
 * What the stand-in for the Azure CLI answers to one command line, on a directory and a subscription kept in the file
 * FAKE_AZ_STATE.
 *
 * Refuses every command, option and address that is not known here, so that a call nobody thought of fails the test. Records
 * each command line; `refusals` of the state make the next calls of a command, or those after some, fail with a text of the real CLI.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { azure, resourceManager } from './azure.mjs';
import { readCommandLine } from './documented.mjs';
import { graph } from './graph.mjs';

class Refusal extends Error {}

export function answer(parts, environment) {
  const path = environment.FAKE_AZ_STATE;
  const state = JSON.parse(readFileSync(path, 'utf8'));
  const save = () => writeFileSync(path, JSON.stringify(state, null, 2));
  const { command, options = {}, fault } = readCommandLine(parts);
  const option = (name) => options[name]?.[0];
  let output = '';

  function refuse(message) {
    throw new Refusal(message);
  }

  function write(value) {
    const chosen = option('query') ? pick(value, option('query')) : value;
    if (option('output') === 'none' || chosen === undefined || chosen === null) return;
    const isPlain = option('output') === 'tsv' || typeof chosen === 'string';
    output += `${isPlain ? chosen : JSON.stringify(chosen)}\n`;
  }

  function carryOut() {
    if (fault) refuse(fault);
    const refusal = state.refusals?.find((one) => one.times > 0 && parts.join(' ').includes(one.of));
    if (refusal?.after > 0) refusal.after -= 1;
    else if (refusal) {
      refusal.times -= 1;
      refuse(refusal.message);
    }
    const call = { state, option, options, environment, save, write, refuse };
    if (command === 'rest') (option('url').startsWith('/') ? resourceManager : graph)(call);
    else if (azure[command]) azure[command](call);
    else refuse(`unexpected: ${command}`);
  }

  state.commands = [...(state.commands ?? []), parts.join(' ')];
  try {
    carryOut();
    return { code: 0, output, errors: '' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: 1, output, errors: `ERROR: ${error.message}\n` };
  } finally {
    save();
  }
}

function pick(value, query) {
  return query.split('.').reduce((at, step) => {
    const [, name, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(step);
    return index === undefined ? at?.[name] : at?.[name]?.[Number(index)];
  }, value);
}
