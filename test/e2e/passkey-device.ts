import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

const [PRESENT, VERIFIED, HAS_KEY] = [0x01, 0x04, 0x40];

interface Creation {
  readonly challenge: string;
  readonly rp: { readonly id?: string };
}
interface Request {
  readonly challenge: string;
  readonly rpId?: string;
}

/** What goes wrong on purpose. */
export interface Faults {
  /** Whose page it is; the server's own where left out. */
  readonly origin?: string;
  /** The host that the key is bound to; the one that was asked for where left out. */
  readonly rpId?: string;
  /** False where the device was not opened by its owner's finger, face or PIN. */
  readonly isVerified?: boolean;
  /** Another challenge than the one that was asked for. */
  readonly challenge?: string;
  /** Another type of ceremony. */
  readonly type?: string;
}

/** A device with one passkey, as a browser shows it (WebAuthn Level 3, ES256, no attestation). */
export class PasskeyDevice {
  private readonly key: KeyObject;
  private readonly x: Buffer;
  private readonly y: Buffer;
  private readonly id = randomBytes(16);
  private counter = 0;

  constructor(private readonly origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x, y } = publicKey.export({ format: 'jwk' });
    this.key = privateKey;
    [this.x, this.y] = [Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')];
  }

  /** Makes the passkey: RegistrationResponseJSON. */
  create({ challenge, rp }: Creation, faults: Faults = {}): object {
    const clientData = this.clientData('webauthn.create', challenge, faults);
    const data = this.authenticatorData(faults.rpId ?? rp.id!, HAS_KEY, faults);
    const length = Buffer.from([0, this.id.length]);
    const authData = Buffer.concat([data, Buffer.alloc(16), length, this.id, this.coseKey()]);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      Buffer.from([0x59, authData.length >> 8, authData.length & 255]),
      authData,
    ]);
    return this.answer({
      clientDataJSON: clientData.toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Signs in: AuthenticationResponseJSON. */
  sign({ challenge, rpId }: Request, faults: Faults = {}): object {
    const clientData = this.clientData('webauthn.get', challenge, faults);
    this.counter += 1;
    const data = this.authenticatorData(faults.rpId ?? rpId!, 0, faults);
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()]);
    return this.answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.key).toString('base64url'),
    });
  }

  private clientData(type: string, challenge: string, faults: Faults): Buffer {
    const { origin = this.origin } = faults;
    const said = { type: faults.type ?? type, challenge: faults.challenge ?? challenge, origin, crossOrigin: false };
    return Buffer.from(JSON.stringify(said));
  }

  private authenticatorData(rpId: string, flags: number, { isVerified = true }: Faults): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const all = flags | PRESENT | (isVerified ? VERIFIED : 0);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([all]), counter]);
  }

  /** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} in CBOR (RFC 9052). */
  private coseKey(): Buffer {
    const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
    return Buffer.concat([head, this.x, Buffer.from([0x22, 0x58, 0x20]), this.y]);
  }

  private answer(response: object): object {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}
