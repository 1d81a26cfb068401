// Confines the calling thread, and every thread it starts from then on, with Landlock: of all files
// it reaches only its data and what the C library and ClickHouse need of the system, it runs no
// programs, and from Linux 6.7 on it connects to nowhere. Grants alone do not stop everything: the
// function file() reads any file of the user, whatever `default` may do.
//
// Linux 5.13 and newer. Elsewhere nothing happens, and the grants in users.xml are all there is.
import { openSync, closeSync, constants } from 'node:fs';

// One number on every architecture.
const CREATE_RULESET = 444;
const ADD_RULE = 445;
const RESTRICT_SELF = 446;
const PR_SET_NO_NEW_PRIVS = 38;

const VERSION_FLAG = 1;
const PATH_BENEATH = 1;
const NET_PORT = 2;

// linux/landlock.h; each version of the interface knows more of them.
const fs = {
  EXECUTE: 1n << 0n,
  WRITE_FILE: 1n << 1n,
  READ_FILE: 1n << 2n,
  READ_DIR: 1n << 3n,
  REMOVE_DIR: 1n << 4n,
  REMOVE_FILE: 1n << 5n,
  MAKE_CHAR: 1n << 6n,
  MAKE_DIR: 1n << 7n,
  MAKE_REG: 1n << 8n,
  MAKE_SOCK: 1n << 9n,
  MAKE_FIFO: 1n << 10n,
  MAKE_BLOCK: 1n << 11n,
  MAKE_SYM: 1n << 12n,
  REFER: 1n << 13n,
  TRUNCATE: 1n << 14n,
};
const net = { BIND_TCP: 1n << 0n, CONNECT_TCP: 1n << 1n };

const READ = fs.READ_FILE | fs.READ_DIR;
const DATA =
  READ |
  fs.WRITE_FILE |
  fs.REMOVE_DIR |
  fs.REMOVE_FILE |
  fs.MAKE_DIR |
  fs.MAKE_REG |
  // Links in it are followed only to where files may be reached anyway.
  fs.MAKE_SYM |
  fs.REFER |
  fs.TRUNCATE;

/**
 * What ClickHouse reads of a system to size itself, and what the C library may still load. Nothing
 * here is a secret.
 */
const systemFiles = [
  '/sys',
  '/proc/meminfo',
  '/proc/cpuinfo',
  '/proc/stat',
  '/proc/loadavg',
  '/proc/uptime',
  '/proc/pressure',
  '/proc/sys',
  '/proc/self/cgroup',
  // Where the C library finds the limits of the main thread's stack.
  '/proc/self/maps',
  '/proc/self/mountinfo',
  '/proc/self/statm',
  '/proc/self/status',
  '/etc/localtime',
  '/usr/share/zoneinfo',
  '/lib',
  '/lib64',
  '/usr/lib',
  '/dev/urandom',
  '/dev/random',
];

/**
 * @param {{ load: Function, open: Function, DataType: Record<string, number> }} ffi the module
 *   ffi-rs
 * @param {{ data: string, config: readonly string[], port: number }} to a folder to read and write,
 *   files to read, and the TCP port to listen on
 * @returns {boolean} whether the kernel confines this thread now
 */
export function confine(ffi, { data, config, port }) {
  const syscall = systemCalls(ffi);
  if (!syscall) return false;
  const version = landlockVersion(ffi);
  if (version < 1) return false;

  let handled = Object.values(fs).reduce((all, one) => all | one);
  // A kernel refuses what it does not know yet.
  if (version < 2) handled &= ~fs.REFER;
  if (version < 3) handled &= ~fs.TRUNCATE;
  const handledNet = version < 4 ? 0n : net.BIND_TCP | net.CONNECT_TCP;
  const attributes = Buffer.alloc(version < 4 ? 8 : 16);
  attributes.writeBigUInt64LE(handled, 0);
  if (version >= 4) attributes.writeBigUInt64LE(handledNet, 8);
  const ruleset = syscall(CREATE_RULESET, attributes, attributes.length, 0);
  if (ruleset < 0) return false;
  try {
    const allowed = [
      [data, DATA & handled],
      ...config.map((path) => [path, READ & handled]),
      ['/dev/null', (READ | fs.WRITE_FILE) & handled],
      ...systemFiles.map((path) => [path, READ & handled]),
    ];
    for (const [path, rights] of allowed) allowBeneath(syscall, ruleset, path, rights);
    if (version >= 4) {
      const rule = Buffer.alloc(16);
      rule.writeBigUInt64LE(net.BIND_TCP, 0);
      rule.writeBigUInt64LE(BigInt(port), 8);
      if (syscall(ADD_RULE, ruleset, NET_PORT, rule, 0) < 0) return false;
    }
    // Without privileges to gain, no program that it could start has more rights than this thread.
    if (syscall.noNewPrivileges() !== 0) return false;
    return syscall(RESTRICT_SELF, ruleset, 0) === 0;
  } finally {
    closeSync(ruleset);
  }
}

/**
 * The version of Landlock in this kernel; 0 without Landlock, or when it cannot be asked.
 *
 * @param {{ load: Function, open: Function, DataType: Record<string, number> }} ffi the module
 *   ffi-rs
 * @returns {number} see the history in landlock(7)
 */
export function landlockVersion(ffi) {
  return Math.max(0, systemCalls(ffi)?.(CREATE_RULESET, null, 0, VERSION_FLAG) ?? 0);
}

/** The C library's `syscall` and `prctl`; undefined where they do not exist as we know them. */
function systemCalls({ DataType, load, open }) {
  if (process.platform !== 'linux') return undefined;
  open({ library: 'libc', path: 'libc.so.6' });
  const call = (funcName, args) =>
    load({
      library: 'libc',
      funcName,
      retType: DataType.I64,
      paramsType: args.map((arg) => (Buffer.isBuffer(arg) ? DataType.U8Array : DataType.I64)),
      paramsValue: args,
    });
  const syscall = (number, ...args) => call('syscall', [number, ...args.map((arg) => arg ?? 0)]);
  return Object.assign(syscall, { noNewPrivileges: () => call('prctl', [PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0]) });
}

function allowBeneath(syscall, ruleset, path, rights) {
  let parent;
  try {
    parent = openSync(path, constants.O_RDONLY);
  } catch {
    return; // Not every system has all of them.
  }
  try {
    const add = (access) => {
      const rule = Buffer.alloc(12);
      rule.writeBigUInt64LE(access, 0);
      rule.writeInt32LE(parent, 8);
      return syscall(ADD_RULE, ruleset, PATH_BENEATH, rule, 0);
    };
    // A right on what a folder holds is refused for a file.
    if (add(rights) < 0) add(rights & ~(fs.READ_DIR | fs.REMOVE_DIR | fs.REMOVE_FILE));
  } finally {
    closeSync(parent);
  }
}
