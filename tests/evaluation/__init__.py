"""How well do the checks that read the words do on examples that people labelled?"""
