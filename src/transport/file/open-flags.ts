/** Flags of `open`, 0 where the system has no such flag (Windows). */
import fs from 'node:fs';

export const O_NOFOLLOW = fs.constants.O_NOFOLLOW ?? 0;
export const O_NONBLOCK = fs.constants.O_NONBLOCK ?? 0;
export const O_DIRECTORY = fs.constants.O_DIRECTORY ?? 0;
