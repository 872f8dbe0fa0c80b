/** The headers of every browser of the bench. Each visit comes from a new network. */
export const browser = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Accept-Language': 'en-GB,en;q=0.7',
  'X-Forwarded-For': '{network}',
};

const boundary = '----bench0123456789abcdef';

/** The headers and body of a form, encoded as multipart/form-data. */
export function multipart(headers: Record<string, string>, fields: Iterable<[string, string]>) {
  const parts = [...fields].map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    headers: { ...headers, 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body: `${parts.join('')}--${boundary}--\r\n`,
  };
}
