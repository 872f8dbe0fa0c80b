import type { CDPSession, Page } from '@playwright/test';

type Options = { isBackedUp?: boolean };

/** An authenticator of the browser itself, such as a fingerprint reader: Chromium's, which says yes at once. */
export class VirtualAuthenticator {
  private constructor(
    private readonly session: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  /** Plugs one into the browser of a page. */
  static async plugInto(page: Page, { isBackedUp = false }: Options = {}): Promise<VirtualAuthenticator> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        defaultBackupEligibility: isBackedUp,
        defaultBackupState: isBackedUp,
      },
    });
    return new VirtualAuthenticator(session, authenticatorId);
  }

  /** What it holds. */
  async list() {
    const { credentials } = await this.session.send('WebAuthn.getCredentials', {
      authenticatorId: this.authenticatorId,
    });
    return credentials;
  }

  /** Whether it answers. If not, a prompt stays open until someone cancels it. */
  async answer(enabled: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  }

  /** Refuses to verify its user, as after a wrong fingerprint, or verifies again. */
  async verify(isUserVerified: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  }

  /** Puts all that it holds back to an earlier counter, as in a copy that was made then. */
  async rewind(signCount: number): Promise<void> {
    const { authenticatorId } = this;
    for (const credential of await this.list()) {
      const { credentialId } = credential;
      await this.session.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
      await this.session.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount } });
    }
  }
}
