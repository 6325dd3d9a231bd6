import { byId } from './element.js';

const shownMs = 4000;

/** A line at the foot of the page that goes by itself; it is spoken too. */
export function createToast(): (text: string) => void {
  const toast = byId('toast', HTMLElement);
  let timer: number | undefined;
  return (text) => {
    toast.textContent = text;
    toast.dataset['shown'] = '';
    clearTimeout(timer);
    timer = setTimeout(() => {
      delete toast.dataset['shown'];
      toast.textContent = '';
    }, shownMs);
  };
}
