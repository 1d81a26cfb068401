import type { Diagnostic } from '@proj/diagnostics';
import { authDiagnostics } from './messages.js';
import type { AuthProblem, KafkaSettingName } from './settings.js';

/** Collects what is wrong with one connection. */
export class Problems {
  readonly found: AuthProblem[] = [];

  add(setting: KafkaSettingName, diagnostic: Diagnostic, line?: number): void {
    this.found.push({ setting, diagnostic, ...(line === undefined ? {} : { line }) });
  }

  /** @param why begins with a colon, or is empty */
  missing(setting: KafkaSettingName, why: string, advice: string): void {
    this.add(setting, authDiagnostics.create('missing-setting', { setting, why, advice }));
  }

  get hasErrors(): boolean {
    return this.found.some((one) => one.diagnostic.severity === 'error');
  }
}
