from pathlib import Path

import django.contrib.postgres.constraints
import django.db.models.deletion
import kith.practice.pathways.models.episode
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0002_second_lock'),
        ('people', '0005_safety'),
        ('staff', '0004_teams_in_sight'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CouncilClocks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Episode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=40)),
                ('recorded_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='episodes', to='people.person')),
                ('recorded_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('status', models.CharField(choices=[('planned', 'not begun'), ('open', 'begun'), ('waiting', 'waiting for sign-off'), ('done', 'done'), ('skipped', 'not done, with a reason'), ('cancelled', 'opened by mistake')], max_length=9)),
                ('response', models.BigIntegerField(blank=True, null=True, unique=True)),
                ('began_at', models.DateTimeField(blank=True, null=True)),
                ('began_time_known', models.BooleanField(default=False)),
                ('booked_for', models.DateTimeField(blank=True, null=True)),
                ('held_at', models.DateTimeField(blank=True, null=True)),
                ('held_time_known', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('authorised_at', models.DateTimeField(blank=True, null=True)),
                ('why', models.TextField(blank=True, default='')),
                ('is_urgent', models.BooleanField(default=False)),
                ('authorised_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('came_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_to', to='pathways.step')),
                ('finished_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.team')),
                ('worker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SignOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('is_authorised', models.BooleanField(blank=True, null=True)),
                ('reasons', models.TextField(blank=True, default='')),
                ('decided_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='pathways.step')),
            ],
        ),
        migrations.CreateModel(
            name='RunningClock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=60)),
                ('started_at', models.DateTimeField()),
                ('started_time_known', models.BooleanField(default=False)),
                ('due_at', models.DateTimeField()),
                ('warn_at', models.DateTimeField()),
                ('law_at', models.DateTimeField(blank=True, null=True)),
                ('why', models.TextField()),
                ('paused_since', models.DateTimeField(blank=True, null=True)),
                ('met_at', models.DateTimeField(blank=True, null=True)),
                ('met_time_known', models.BooleanField(default=False)),
                ('is_late', models.BooleanField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_because', models.CharField(blank=True, default='', max_length=200)),
                ('episode', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='pathways.episode')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='people.person')),
                ('step', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='pathways.step')),
            ],
        ),
        migrations.CreateModel(
            name='Happening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('time_known', models.BooleanField(default=False)),
                ('because', models.TextField(blank=True, default='')),
                ('source', models.CharField(blank=True, default='', max_length=60)),
                ('recorded_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('recorded_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('step', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='happenings', to='pathways.step')),
            ],
        ),
        migrations.AddField(
            model_name='episode',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closed', to='pathways.step'),
        ),
        migrations.AddField(
            model_name='episode',
            name='opened_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opened', to='pathways.step'),
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('out of order', 'begun without the step that should come before'), ('skipped', 'not done'), ('late', 'done after it was due'), ('reopened', 'opened again after it was done')], max_length=12)),
                ('why', models.TextField(blank=True, default='')),
                ('said_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('said_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='pathways.step')),
            ],
        ),
        migrations.CreateModel(
            name='StepPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(blank=True, default='', max_length=40)),
                ('because', models.TextField(blank=True, default='')),
                ('reason', models.CharField(blank=True, default='', max_length=40)),
                ('episode', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='pathways.episode')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='people.person')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='pathways.step')),
            ],
        ),
        migrations.CreateModel(
            name='CouncilPathway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('text', models.TextField()),
                ('published_at', models.DateTimeField()),
                ('published_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['name', '-id'], name='newest_council_pathway')],
            },
        ),
        migrations.AddIndex(
            model_name='step',
            index=models.Index(condition=models.Q(('status__in', ['planned', 'open', 'waiting'])), fields=['worker', 'id'], name='open_steps_of_a_worker'),
        ),
        migrations.AddIndex(
            model_name='step',
            index=models.Index(condition=models.Q(('status__in', ['planned', 'open', 'waiting'])), fields=['team', 'id'], name='open_steps_of_a_team'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('finished_by__isnull', True)), models.Q(('finished_at__isnull', False), ('finished_by__isnull', False)), _connector='OR'), name='step_finished_at_and_by'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authorised_at__isnull', True), ('authorised_by__isnull', True)), models.Q(('authorised_at__isnull', False), ('authorised_by__isnull', False)), _connector='OR'), name='step_authorised_at_and_by'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('authorised_by__isnull', True), models.Q(('authorised_by', models.F('finished_by')), _negated=True), _connector='OR'), name='nobody_authorises_their_own_step'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['skipped', 'cancelled']), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='a_step_not_done_says_why'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'planned'), ('status', 'skipped'), ('began_at__isnull', False), _connector='OR'), name='a_step_began'),
        ),
        migrations.AddIndex(
            model_name='signoff',
            index=models.Index(condition=models.Q(('decided_at__isnull', True)), fields=['to', 'sent_at'], name='waiting_for_sign_off'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('is_authorised__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('is_authorised__isnull', False)), _connector='OR'), name='sign_off_decided_at_and_by'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('sent_by')), _negated=True), _connector='OR'), name='nobody_signs_off_their_own'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_authorised', False), _negated=True), models.Q(('reasons', ''), _negated=True), _connector='OR'), name='sent_back_with_reasons'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('step',), name='one_sign_off_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='runningclock',
            index=models.Index(condition=models.Q(('ended_at__isnull', True), ('met_at__isnull', True)), fields=['person', 'due_at'], name='open_clocks_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='runningclock',
            index=models.Index(condition=models.Q(('ended_at__isnull', True), ('met_at__isnull', True)), fields=['due_at'], name='open_clocks'),
        ),
        migrations.AddConstraint(
            model_name='runningclock',
            constraint=models.CheckConstraint(condition=models.Q(('step__isnull', True), ('episode__isnull', True), _connector='XOR'), name='a_clock_is_of_a_step_or_an_episode'),
        ),
        migrations.AddConstraint(
            model_name='runningclock',
            constraint=models.CheckConstraint(condition=models.Q(('met_at__isnull', True), ('ended_at__isnull', True), _connector='OR'), name='a_clock_is_met_or_ended'),
        ),
        migrations.AddConstraint(
            model_name='runningclock',
            constraint=models.CheckConstraint(condition=models.Q(('met_at__isnull', True), ('is_late__isnull', False), _connector='XOR'), name='a_clock_that_was_met_says_whether_late'),
        ),
        migrations.AddConstraint(
            model_name='runningclock',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('warn_at'))), name='a_clock_warns_before_it_is_due'),
        ),
        migrations.AddConstraint(
            model_name='runningclock',
            constraint=models.UniqueConstraint(fields=('step', 'person', 'rule'), name='a_rule_runs_once_in_a_step'),
        ),
        migrations.AddConstraint(
            model_name='runningclock',
            constraint=models.UniqueConstraint(fields=('episode', 'rule', 'started_at'), name='a_visit_is_owed_once'),
        ),
        migrations.AddIndex(
            model_name='happening',
            index=models.Index(fields=['person', 'kind', 'at'], name='happenings_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='happening',
            constraint=models.CheckConstraint(condition=models.Q(('step__isnull', False), models.Q(('source', ''), _negated=True), _connector='OR'), name='a_happening_comes_from_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='happening',
            constraint=models.UniqueConstraint(condition=models.Q(('source', ''), _negated=True), fields=('person', 'kind', 'source'), name='a_source_tells_once'),
        ),
        migrations.AddIndex(
            model_name='episode',
            index=models.Index(condition=models.Q(('ended_on__isnull', True)), fields=['kind', 'person'], name='open_episodes'),
        ),
        migrations.AddConstraint(
            model_name='episode',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='episode_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='episode',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('reason', '')), models.Q(('ended_on__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='an_ended_episode_says_why'),
        ),
        migrations.AddConstraint(
            model_name='episode',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('kind', '='), (kith.practice.pathways.models.episode._Days(models.F('started_on'), models.F('ended_on')), '&&')], name='one_episode_of_a_kind_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='stepperson',
            index=models.Index(fields=['person', '-step'], name='steps_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='stepperson',
            constraint=models.UniqueConstraint(fields=('step', 'person'), name='a_step_is_about_a_person_once'),
        ),
        migrations.RunSQL((Path(__file__).parent / "second_lock.sql").read_text()),
    ]
