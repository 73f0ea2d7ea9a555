"""The Russian grammar of directives: morphology, clauses, noun phrases, triggers, roles."""
