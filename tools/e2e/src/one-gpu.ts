/** What programs ask of /dev: Python's locks between processes lie in shm. */
const devices = ['null', 'zero', 'random', 'urandom'];

/** Starts a program on a machine whose devices name one GPU, which nothing can compute on. */
export const oneGpu: readonly string[] = [
  ...['unshare', '--map-root-user', '--mount', '/bin/sh', '-c'],
  [
    'mount -t tmpfs tmpfs /mnt && touch /mnt/nvidia0 && mkdir /mnt/shm && mount --bind /dev/shm /mnt/shm',
    ...devices.map((name) => `touch /mnt/${name} && mount --bind /dev/${name} /mnt/${name}`),
    'mount --move /mnt /dev && exec "$0" "$@"',
  ].join(' && '),
];
