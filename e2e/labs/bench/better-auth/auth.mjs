import { betterAuth } from 'better-auth';
import nodemailer from 'nodemailer';
import pg from 'pg';

// Follows https://www.better-auth.com/docs/authentication/email-password (the email is not awaited). Its rate limits are off; ours
// stay on.
const { DATABASE_URL, SMTP_PORT, BASE_URL, TRUSTED = '' } = process.env;
const transport = nodemailer.createTransport({
  host: '127.0.0.1',
  port: Number(SMTP_PORT),
  secure: false,
});

export const auth = betterAuth({
  baseURL: BASE_URL,
  secret: 'bench-secret-bench-secret-bench-secret-0123456789',
  database: new pg.Pool({ connectionString: DATABASE_URL }),
  trustedOrigins: TRUSTED.split(',').filter(Boolean),
  emailAndPassword: {
    enabled: true,
    sendResetPassword: async ({ user, url }) => {
      const message = {
        from: 'App <no-reply@app.test>',
        to: user.email,
        subject: 'Reset your password',
        text: `Click the link to reset your password: ${url}`,
      };
      void transport.sendMail(message).catch((error) => console.error('email failed', error.message));
    },
  },
  logger: { level: 'error' },
  telemetry: { enabled: false },
  rateLimit: { enabled: false },
});
