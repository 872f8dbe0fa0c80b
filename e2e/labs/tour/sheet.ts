import type { Browser } from '@playwright/test';

export type Picture = { name: string; png: Buffer };
type Sheet = {
  pictures: Picture[];
  columns: number;
  width: number;
  /** The height at which each picture is cropped; by default it is shown in full. */
  height?: number;
  scheme: 'light' | 'dark';
  format: 'webp' | 'png';
};

/** Renders many screenshots as one picture. */
export async function drawSheet(browser: Browser, sheet: Sheet): Promise<Buffer> {
  const { pictures, width, height, columns, scheme, format } = sheet;
  const page = await browser.newPage({ viewport: { width: columns * (width + 24) + 24, height: 100 } });
  const [paper, ink] = scheme === 'light' ? ['#dfe3e1', '#17191c'] : ['#000', '#f1f2ef'];
  const figures = pictures.map(
    ({ name, png }) =>
      `<figure><img src="data:image/png;base64,${png.toString('base64')}"><figcaption>${name}</figcaption></figure>`,
  );
  await page.setContent(`<style>
    body { margin: 0; padding: 24px 0 24px 24px; display: flex; flex-wrap: wrap; align-items: start; gap: 24px; background: ${paper}; color: ${ink}; font: 600 15px system-ui, sans-serif; }
    figure { margin: 0; inline-size: ${width}px; }
    img { display: block; inline-size: 100%; block-size: ${height ? `${height}px` : 'auto'}; object-fit: cover; object-position: top; border-radius: 12px; }
    figcaption { padding-block-start: 8px; text-align: center; }
  </style>${figures.join('')}`);
  const session = await page.context().newCDPSession(page);
  const { cssContentSize } = await session.send('Page.getLayoutMetrics');
  const clip = { x: 0, y: 0, width: cssContentSize.width, height: cssContentSize.height, scale: 1 };
  // By CDP, because Playwright does not write WebP, which is a quarter of the size of PNG.
  const { data } = await session.send('Page.captureScreenshot', {
    format,
    ...(format === 'webp' && { quality: 82 }),
    clip,
    captureBeyondViewport: true,
  });
  await page.close();
  return Buffer.from(data, 'base64');
}
