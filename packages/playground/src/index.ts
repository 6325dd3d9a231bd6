export { playgroundPage, type PlaygroundPage } from './playground-page.js';
