"""Invented worlds with a known truth: what a rule is measured on before it is trusted.

``scenarios`` holds the 42 scenarios of Noufaily and others 2013, ``noise`` worlds in which nothing ever rises.
"""
