import { randomBytes } from 'node:crypto';

const { text, values } = JSON.parse(process.env.BENCH_STATEMENT ?? '{"text":"","values":[]}');

/** Lets a client of postgres.js send values as the text that was overheard. */
export function asText(sql) {
  for (const type of Object.keys(sql.options.serializers)) sql.options.serializers[type] = String;
  return sql;
}

/** The statement that was overheard, for another address and from another network: the keys of the limits are new each time. */
export function vary(email) {
  return {
    text,
    values: values.map((value) => {
      if (/^[\w-]{32}$/.test(value)) return randomBytes(24).toString('base64url');
      return /@bench\.test$/.test(value) ? email : value;
    }),
  };
}
