"""A hasher that counts how often it is asked, and hashes quickly."""

from django.contrib.auth.hashers import MD5PasswordHasher


class CountingHasher(MD5PasswordHasher):
    asked = 0

    def encode(self, password, salt):
        type(self).asked += 1
        return super().encode(password, salt)
