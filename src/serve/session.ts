import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may see the report: the one browser that came with the token of the printed address. */
export class Session {
  /** In the printed address; lets one browser in, once. */
  readonly ticket = newToken();
  /** In the page; whoever asks for anything but the page has to send it. */
  readonly token = newToken();
  readonly #cookie = newToken();
  readonly #cookieName: string;
  #isTicketUsed = false;

  /** @param port browsers keep the cookies of all ports of a host together */
  constructor(port: number) {
    this.#cookieName = `realcov-${port}`;
  }

  /** Whether the browser was let in before. */
  isKnown(cookieHeader: string | undefined): boolean {
    const cookies = (cookieHeader ?? '').split(';').map((cookie) => cookie.trim().split('='));
    return cookies.some(([name, value = '']) => name === this.#cookieName && isSame(value, this.#cookie));
  }

  /** Lets a browser in, the first time. Returns the cookie by which it is known from then on. */
  admit(ticket: string): string | undefined {
    if (this.#isTicketUsed || !isSame(ticket, this.ticket)) return undefined;
    this.#isTicketUsed = true;
    return `${this.#cookieName}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/`;
  }

  hasToken(sent: string | string[] | undefined): boolean {
    return typeof sent === 'string' && isSame(sent, this.token);
  }
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes as long whatever is the same. */
function isSame(sent: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(sent), hash(expected));
}
