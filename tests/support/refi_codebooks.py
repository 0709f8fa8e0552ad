"""Codebooks of the REFI-QDA standard, and its examples."""

from __future__ import annotations

from tests.support import SHARED

REFERENCE = SHARED / "reference" / "refi-qda"
TAGUETTE = b"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.4">
<Codes><Code guid="0B0A7F0E-58A5-5D0E-9D52-0F5A4A3C1A01" name="interesting" isCodable="true"/>
<Code guid="0B0A7F0E-58A5-5D0E-9D52-0F5A4A3C1A02" name="people.group" isCodable="true"/></Codes><Sets/></CodeBook>"""
BARE = b"""\xef\xbb\xbf<CodeBook><Codes><Code guid="{AB}" name=" A\n b " color="rgba(1,2,3,4)"><!-- x -->
<Description> Words. </Description><Code name="B" isCodable="0" color="#aBc"/></Code></Codes></CodeBook>"""
