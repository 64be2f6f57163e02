import { advance, type Event, type State } from '../decide/state.ts';

/** The state of one controller, in the one place where it changes. */
export class Situation {
  #state: State = { phase: 'following', active: 'none', epoch: 0, paused: false };

  get state(): State {
    return this.#state;
  }

  apply(event: Event): void {
    this.#state = advance(this.#state, event);
  }
}
