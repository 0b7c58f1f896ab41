/** Group names to numbers, without a child process. */
import fs from 'node:fs';

/** Largest group id that means a group; the one above it means "leave as it is" to chown. */
const MAX_GID = 4_294_967_294;

/** The number of a group. Throws an Error in plain words when there is no such group. */
export function groupId(group: string | number): number {
  if (process.platform === 'win32') throw new Error('the option group does not exist on Windows');
  if (typeof group === 'number' || /^\d+$/.test(group)) {
    const gid = Number(group);
    if (!Number.isInteger(gid) || gid < 0 || gid > MAX_GID) throw new Error(`${group} is not a group number`);
    return gid;
  }
  // name:password:number:members
  for (const line of fs.readFileSync('/etc/group', 'utf8').split('\n')) {
    const [name, , gid] = line.split(':');
    if (name === group && gid !== undefined && /^\d+$/.test(gid)) return Number(gid);
  }
  throw new Error(`there is no group ${JSON.stringify(group)} in /etc/group; a number is accepted as well`);
}
