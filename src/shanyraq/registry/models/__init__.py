"""Who is who, in Popolo terms: bodies, posts that exist without a holder, people in posts. Everything is dated.

There is no column for a person's ethnicity, religion, birth date or personal number, and none may be added.
"""

from .bodies import Accreditation, Identifier, Organization, OtherName
from .dated import RegistryQuerySet, lasting
from .mediators import MediatorCredential
from .posts import Assistant, Membership, Person, Post

__all__ = [
    "Accreditation",
    "Assistant",
    "Identifier",
    "MediatorCredential",
    "Membership",
    "Organization",
    "OtherName",
    "Person",
    "Post",
    "RegistryQuerySet",
    "lasting",
]
