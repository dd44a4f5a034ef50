"""Plans: what a family needs, what will happen, by whom, by when, what difference it made. Words: plan, need, action, part, standing, carried forward."""
