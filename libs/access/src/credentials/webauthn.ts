// What goes to the browser, as WebAuthn Level 3 calls it, and as much of it as this server says.

/** By which a browser makes a passkey: `PublicKeyCredential.parseCreationOptionsFromJSON` takes it. */
export interface PublicKeyCredentialCreationOptionsJSON {
  /** The server, as the browser shows it, and the host that the passkey is bound to. */
  readonly rp: RelyingPartyEntity;
  readonly user: UserEntity;
  /** Base64url. It counts once. */
  readonly challenge: string;
  readonly pubKeyCredParams: readonly CredentialParameter[];
  /** Milliseconds. */
  readonly timeout: number;
  /** The passkeys that the person has already. */
  readonly excludeCredentials: readonly CredentialDescriptor[];
  readonly authenticatorSelection: AuthenticatorSelection;
  readonly attestation: 'none';
}

/** By which a browser signs in with a passkey: `PublicKeyCredential.parseRequestOptionsFromJSON` takes it. */
export interface PublicKeyCredentialRequestOptionsJSON {
  /** Base64url. It counts once. */
  readonly challenge: string;
  readonly rpId: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly userVerification: 'required';
}

export interface RelyingPartyEntity {
  readonly id: string;
  readonly name: string;
}

export interface UserEntity {
  /** Base64url; it says nothing of the person. */
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
}

export interface CredentialParameter {
  readonly type: 'public-key';
  /** COSE algorithm. */
  readonly alg: number;
}

export interface CredentialDescriptor {
  readonly type: 'public-key';
  /** Base64url. */
  readonly id: string;
  readonly transports: readonly string[];
}

export interface AuthenticatorSelection {
  readonly residentKey: 'required';
  readonly userVerification: 'required';
}
