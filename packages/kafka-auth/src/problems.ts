import type { Diagnostic, Span } from '@proj/diagnostics';
import { authDiagnostics } from './messages.js';
import type { AuthProblem, KafkaSettingName } from './settings.js';

/** Collects what is wrong with one connection. */
export class Problems {
  readonly found: AuthProblem[] = [];

  /** @param at the line of the setting's text, or the part of it */
  add(setting: KafkaSettingName, diagnostic: Diagnostic, at?: number | Span): void {
    const place = at === undefined ? {} : typeof at === 'number' ? { line: at } : { span: at };
    this.found.push({ setting, diagnostic, ...place });
  }

  /**
   * @param why begins with a colon, or is empty
   * @param neededBy the settings that require it, the most specific first
   */
  missing(setting: KafkaSettingName, why: string, advice: string, neededBy: readonly KafkaSettingName[]): void {
    const diagnostic = authDiagnostics.create('missing-setting', { setting, why, advice });
    this.found.push({ setting, diagnostic, ...(neededBy.length > 0 ? { neededBy } : {}) });
  }

  get hasErrors(): boolean {
    return this.found.some((one) => one.diagnostic.severity === 'error');
  }
}
