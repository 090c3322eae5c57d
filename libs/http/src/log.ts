import type { LoggerService } from '@nestjs/common';
import { destination, pino, type Logger } from 'pino';

/** Under this name the process's log is injected. */
export const LOG = Symbol('log');

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One JSON object a line on standard output. What is logged never holds a body, a token or a query. */
export function openLog(level: LogLevel): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination({ dest: 1, sync: true }));
}

/** Nest's own messages, in the same log: what it tells of its start is for debugging. */
export class NestLog implements LoggerService {
  constructor(private readonly to: Logger) {}

  log(message: unknown): void {
    this.to.debug(String(message));
  }

  warn(message: unknown): void {
    this.to.warn(String(message));
  }

  error(message: unknown, stack?: unknown): void {
    this.to.error({ stack }, String(message));
  }
}
