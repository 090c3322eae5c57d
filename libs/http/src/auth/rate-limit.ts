import { LRUCache } from 'lru-cache';

/** What a token may still do: the fields of the RateLimit headers (IETF draft). */
export interface Allowance {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds until one more request is allowed, or for an allowed one until all of them are again. */
  readonly seconds: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const WINDOW_SECONDS = 60;

/** A bucket for each key that refills steadily: short bursts pass, a flood does not. */
export class RateLimit {
  private readonly buckets = new LRUCache<string, Bucket>({ max: 10_000 });
  /** Says what the limit is, in the words of the RateLimit-Policy header. */
  readonly policy: string;

  /** @param perMinute requests a minute and at once; 0 for no limit */
  constructor(private readonly perMinute: number) {
    this.policy = `"token";q=${perMinute};w=${WINDOW_SECONDS}`;
  }

  get isOn(): boolean {
    return this.perMinute > 0;
  }

  /** Takes one request from a key's bucket, if there is one in it. */
  take(key: string, now = Date.now()): Allowance {
    const perSecond = this.perMinute / WINDOW_SECONDS;
    const bucket = this.buckets.get(key) ?? { tokens: this.perMinute, at: now };
    bucket.tokens = Math.min(this.perMinute, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
    bucket.at = now;
    this.buckets.set(key, bucket);
    if (bucket.tokens < 1) return { allowed: false, remaining: 0, seconds: Math.ceil((1 - bucket.tokens) / perSecond) };
    bucket.tokens -= 1;
    const remaining = Math.floor(bucket.tokens);
    return { allowed: true, remaining, seconds: Math.ceil((this.perMinute - bucket.tokens) / perSecond) };
  }
}
