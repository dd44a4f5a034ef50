from django.db import migrations


class Migration(migrations.Migration):
    """Keys of last names (`s`) come to everybody who is known already: the words of their names are split as at indexing."""

    dependencies = [("finding", "0002_tiers_one_by_one"), ("people", "0001_initial")]
    operations = [
        migrations.RunSQL(
            """
            update finding_person f set keys = array_to_tsvector(tsvector_to_array(f.keys) || s.keys)
            from (select n.person_id, array_agg(distinct 's' || w.word) as keys
                  from people_name n cross join lateral unnest(finding_words(n.surname)) as w(word) group by n.person_id) s
            where s.person_id = f.person_id
            """,
            migrations.RunSQL.noop,
        )
    ]
