"""Papers: PDF pages made with typst from a template of this folder and plain values, for everybody who prints.

Says nothing about what stands on a paper and asks no desk; whoever prints hands in words and numbers.
``printed("my_paper.typ", values, at=now())`` returns the bytes; a template begins with ``#import "house.typ": *`` and
``#show: paper.with(given)``, where ``given`` holds what was handed in. Values are data: nothing in them is markup.
"""
