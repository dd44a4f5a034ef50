// htmx fetches parts of pages: search as you type. It evaluates no text and writes no styles, so the strict content policy stands.
import htmx from "htmx.org/dist/htmx.esm.js";

Object.assign(htmx.config, { allowEval: false, includeIndicatorStyles: false, historyEnabled: false, selfRequestsOnly: true });
