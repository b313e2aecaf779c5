// An admin page that everybody can reach. It shows the configuration and lets whoever asks stop the process.
import type { CheckTable } from '../load/check.ts';
import { child, originOf, text } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const adminExposed: CheckTable = {
  [TypeNames.bootstrap]: (bootstrap, { problems }) => {
    const admin = child(bootstrap, 'admin');
    const socket = child(child(admin, 'address'), 'socket_address');
    const address = socket === undefined ? '' : text(socket, 'address');
    if (admin === undefined || (address !== '0.0.0.0' && address !== '::')) return;
    problems.warn(
      'admin-exposed',
      `The admin page listens on ${address}: whoever reaches the machine can read the configuration and stop Envoy. Bind it to 127.0.0.1.`,
      originOf(admin, 'address'),
    );
  },
};
