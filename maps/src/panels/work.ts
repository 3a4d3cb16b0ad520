/** What only people at work need; fetched as its own file when the first card opens. */
export { exports } from './exports';
export { drafts } from './drafts';
export { editForm } from './editForm';
export { history } from './history';
export { pastPanel } from './pastPanel';
export { records } from './records';
export { recordForm } from './recordForm';
export { networkPanel } from './network/networkPanel';
export { movePanel } from './movePanel';
export { tablePanel } from './table';
export { worklist } from './worklist';
export { dialogBody } from './dialogs';
export { drawPanel } from './draw/drawPanel';
