// What site.ts can open, and what that means.

/** What a route handler takes besides GET and HEAD. */
export type RouteRule = {
  /** As in app/, such as "/api/things". "/api/things/*" stands for everything below it. */
  path: `/api/${string}`;
  /** POST alone by default. With OPTIONS the route answers the preflight requests of other sites' scripts. */
  methods?: readonly ('POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS')[];
  /** 64 KB by default. A body is in memory twice, as Next.js keeps it for proxy.ts too: let larger files go to a storage service directly. */
  maxBodyBytes?: number;
  /**
   * By default only pages of this site may call. This opens the route to every site and program, so it has to check a signature or a
   * token of the caller itself. It gets no cookies of such a call, so no one is signed in.
   */
  isOpen?: boolean;
};

type Origin = `https://${string}` | `wss://${string}` | 'data:' | 'blob:';

/** What may be loaded from where besides this site, by directive. Scripts from elsewhere need no origin here but the nonce (`readNonce`). */
export type Sources = Partial<
  Record<
    | 'img-src'
    | 'media-src'
    | 'font-src'
    | 'style-src'
    /** fetch() and WebSocket. */
    | 'connect-src'
    | 'frame-src'
    | 'worker-src'
    /** Where forms may be sent, and redirected to. */
    | 'form-action',
    readonly Origin[]
  >
>;

/** What Permissions-Policy closes to every page and frame otherwise: who may ask for it besides, `self` or an origin that is framed. */
export type Features = Partial<
  Record<'camera' | 'geolocation' | 'microphone' | 'payment' | 'usb', readonly ('self' | `https://${string}`)[]>
>;
