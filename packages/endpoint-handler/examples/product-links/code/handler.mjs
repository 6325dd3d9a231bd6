import { readFile } from 'node:fs/promises';

/**
 * @typedef {object} Product
 * @property {string} title
 * @property {string} path  below the shop's address
 * @property {number} price in the shop's currency
 */
/** @typedef {{ shopUrl: string, products: Record<string, Product>, countries: string[] }} Shop */

/** @type {import('@detectory/endpoint-handler/hooks').Handler<Shop>} */
export default {
  /** Once, when the process starts: the products, by the model's class names. */
  async load({ classNames, environment, log }) {
    const { products, countries } = JSON.parse(await readFile(new URL('./products.json', import.meta.url), 'utf8'));
    const missing = classNames.filter((name) => !(name in products));
    if (missing.length > 0) log.warn('classes without a product', { missing });
    return { shopUrl: environment.HANDLER_SHOP_URL ?? 'https://shop.example', products, countries };
  },

  /** Refuses a request before any work is done for an answer that can't be given. */
  preprocess({ body, attributes }, { state }) {
    const country = attributes.country ?? 'gb';
    if (!state.countries.includes(country)) {
      const message = `There is no shop in "${country}"; expected one of ${state.countries.join(', ')}.`;
      throw Object.assign(new Error(message), { status: 400 });
    }
    return { images: [body], context: { country } };
  },

  /** Each product once, with a link, beside the detections. */
  postprocess([detections = []], { context }, _request, { state }) {
    const { country } = /** @type {{ country: string }} */ (context);
    const links = new Map();
    for (const { name, confidence } of detections) {
      const product = state.products[name];
      if (!product || links.has(name)) continue;
      const { title, path, price } = product;
      links.set(name, { name, title, price, url: new URL(`/${country}/${path}`, state.shopUrl).href, confidence });
    }
    return { json: { detections, products: [...links.values()] } };
  },
};
