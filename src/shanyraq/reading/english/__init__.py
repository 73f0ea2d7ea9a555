"""The English grammar of directives: word lists, noun phrases, triggers, list items."""
