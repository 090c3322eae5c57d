import { Injectable } from '@nestjs/common';

/** Requests under way, so that the server can end when the last one is answered. */
@Injectable()
export class InFlight {
  private underWay = 0;
  private draining = false;
  private drained: (() => void) | undefined;

  get isDraining(): boolean {
    return this.draining;
  }

  start(): void {
    this.underWay++;
  }

  end(): void {
    this.underWay--;
    if (this.underWay === 0) this.drained?.();
  }

  /** From now on new requests are to be turned away. */
  stop(): void {
    this.draining = true;
  }

  /** Resolves when nothing is under way, or when that took too long; gives how many requests were still under way. */
  async drain(patienceMs: number): Promise<number> {
    if (this.underWay > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.drained = resolve;
        timer = setTimeout(resolve, patienceMs);
      });
      clearTimeout(timer);
    }
    return this.underWay;
  }
}
