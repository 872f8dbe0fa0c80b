import { NextResponse } from 'next/server';

/** The application's own. Without one, Turbopack takes that of the folder around it, which is this project's. */
export function proxy(): NextResponse {
  return NextResponse.next();
}
