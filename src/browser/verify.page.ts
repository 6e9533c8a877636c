import { takeOver } from './verifier/form.ts';
import { openScreen } from './verifier/screen.ts';
import { createSteps } from './verifier/steps.ts';

/** The form of `/verify` does its work here; without this script, the server does it. */
const form = document.querySelector<HTMLFormElement>('#verify-form');
if (form && 'Worker' in window) {
  const screen = openScreen();
  takeOver({ ...screen, steps: createSteps(screen.main) }, form);
}
